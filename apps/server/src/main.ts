import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpApp, requestIdOf, startingAnswer, unreadable } from '@goldset/adapter-http';
import {
  createConsumer,
  createKafkajsAdmin,
  createKafkajsSink,
  createKafkajsSource,
  createPublisher,
  consumedTopics,
  createTopicWatch,
  neededTopics,
} from '@goldset/adapter-kafka';
import type { Consumer, PartitionLag } from '@goldset/adapter-kafka';
import { isRefused, isUnavailable, keepPlanning, migrate, openPostgres } from '@goldset/adapter-postgres';
import type { ForgetEvents, Postgres } from '@goldset/adapter-postgres';
import { createApplication } from '@goldset/core';
import type { Application } from '@goldset/core';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { domains } from './domains.ts';
import { holdDataDirectory } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { databaseFault } from './database-fault.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { greeting, tokenNotice } from './greeting.ts';
import { keepHouse } from './housekeeping.ts';
import { createHttpServer } from './http-server.ts';
import { kafkaDetails } from './kafka-details.ts';
import { readTls } from './kafka-files.ts';
import { listen } from './listen.ts';
import { createLogger, toStderr } from './log.ts';
import type { Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics, Waiting } from './metrics.ts';
import { createIds } from './new-id.ts';
import { secrets } from './secrets.ts';
import { onStopSignal, stopAll } from './shutdown.ts';
import type { Running } from './shutdown.ts';
import { StartupFault } from './startup-fault.ts';
import { tokenCheck } from './token-check.ts';

type Opened = { -readonly [Name in keyof Running]: Running[Name] } & { dataDirectory?: DataDirectory };

interface App {
  fetch(request: Request, bindings: object): Response | Promise<Response>;
}

const INTERRUPTED_START_TIMEOUT = 5_000;
const PURGE_INTERVAL = 3_600_000;
const EVENTS_INTERVAL = 600_000;
const HOUR = 3_600_000;
// Linking an external user moves as much as it can at once; this job moves the rest, also after a server that ended
// early.
const LINKS_INTERVAL = 30_000;
// The time between two runs varies from half to one and a half times this: about a minute.
const TOKEN_USES_INTERVAL = 60_000;
const RATES_INTERVAL = 60_000;
const { version: VERSION } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

const now = (): Date => new Date();

const newId = createIds();

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Returns which events can be deleted: those that were published at least an hour ago and, if no Kafka is configured,
 * unpublished ones that are older than the retention time.
 */
const forgotten = ({ kafka, eventRetentionHours }: Config, at: Date): ForgetEvents => ({
  publishedBefore: new Date(at.getTime() - HOUR),
  unpublishedBefore: kafka === undefined ? new Date(at.getTime() - eventRetentionHours * HOUR) : undefined,
});

interface Kafka extends NonNullable<Running['kafka']> {
  /** Resolves to the number of messages still to be processed in each partition of this process. */
  lag(): Promise<readonly PartitionLag[]>;
  /** Resolves to the messages that are set aside; `undefined` if this process does not read Kafka. */
  waiting(): Promise<Waiting | undefined>;
  /** Resolves to the state of Kafka for `/readyz`. */
  details(): Promise<object>;
}

const waitUnlessAborted = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);

/**
 * Starts reading Kafka and publishing events to it, if the role of this process includes that. Nothing else waits for
 * Kafka, whatever the state of the broker.
 */
const startKafka = (
  { kafka, role }: Config,
  application: Application,
  database: Postgres,
  metrics: Metrics,
  log: Logger,
): Kafka | undefined => {
  if (kafka === undefined || role === 'http') return undefined;
  const { brokers, clientId, groupId, topicPrefix, waitSeconds, token, tls, sasl } = kafka;
  // Consumers of different topics act as different users, each of whom sees other projects, so their messages wait in
  // separate groups.
  const [waiting, group] = [database.store.waiting, `${groupId}/${topicPrefix}`];
  const connection = { brokers, clientId, tls: readTls(tls), ...(sasl === undefined ? {} : { sasl }) };
  const sink = createKafkajsSink(connection);
  const admin = createKafkajsAdmin(connection);
  const topics = neededTopics({
    topicPrefix,
    isConsumer: role !== 'relay' && token !== undefined,
    isPublisher: role !== 'kafka',
  });
  const watch = createTopicWatch({ admin, topics, log, wait: waitUnlessAborted });
  watch.start();
  const stops: (() => Promise<void>)[] = [watch.stop];
  let consumer: Consumer | undefined;
  if (role !== 'kafka') {
    const { publish } = createPublisher(sink, { prefix: topicPrefix });
    const onFault = (fault: unknown): void =>
      log.warn(
        { error: fault instanceof Error ? fault.name : typeof fault },
        'events could not be published, and are tried again',
      );
    const relay = database.relay({ holder: newId(), now, publish, onFault, listen: role === 'relay' });
    relay.start();
    stops.push(relay.stop);
  }
  if (role !== 'relay' && token !== undefined) {
    const source = createKafkajsSource(connection, { groupId });
    consumer = createConsumer({
      ...{
        source,
        sink,
        application,
        token,
        topicPrefix,
        now,
        random: Math.random,
        log,
        isHopeless: isRefused,
        observer: metrics.kafka,
      },
      ...{ patience: waitSeconds * 1_000, waiting: { messages: waiting, group, wait: waitUnlessAborted } },
    });
    consumer.start();
    stops.push(consumer.stop);
  }
  if (token === undefined && role === 'all') log.info({}, 'nothing is read from Kafka: there is no KAFKA_TOKEN');
  return {
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([sink.close(), admin.close()]);
    },
    lag: async () => (consumer === undefined ? [] : admin.lag(groupId, consumer.state().partitions)),
    waiting: async () => {
      if (consumer === undefined) return undefined;
      const { topics: counts, oldest } = await waiting.summary(group);
      const count = (topic: string): number => counts.find((each) => each.topic === topic)?.messages ?? 0;
      return {
        topics: consumedTopics(topicPrefix).map((topic) => ({ topic, messages: count(topic) })),
        seconds: oldest === undefined ? 0 : Math.max(0, (now().getTime() - Date.parse(oldest.since)) / 1_000),
      };
    },
    details: async () => ({ kafka: await kafkaDetails({ consumer, watch, summary: () => waiting.summary(group) }) }),
  };
};

/**
 * Migrates the database to this version's schema, through `databaseDirectUrl` if other connections go through a pooler.
 */
const prepareDatabase = async ({ databaseUrl, databaseDirectUrl: direct }: Config, url: string): Promise<void> => {
  try {
    await migrate(direct ?? url);
    if (direct !== undefined) await keepPlanning(direct);
  } catch (error) {
    if (direct !== undefined) throw databaseFault(error, direct, 'DATABASE_DIRECT_URL');
    throw databaseUrl === undefined ? error : databaseFault(error, databaseUrl);
  }
};

const start = async (
  config: Config,
  log: Logger,
  running: Opened,
  signal: AbortSignal,
  onPostgresEnded: () => void,
): Promise<void> => {
  if (config.databaseUrl === undefined) {
    const onWait = (): void => log.info({}, 'waiting for the server that is shutting down on this data directory');
    running.dataDirectory = await holdDataDirectory(config.dataDirectory, { onWait, signal });
    signal.throwIfAborted();
  }

  // The port is opened before the database, so that a start that cannot serve creates no user. Requests wait until the
  // application can respond, except those that ask whether the server is alive or ready.
  let serving: App | undefined;
  let answerWith: (app: App | undefined) => void = () => undefined;
  const app = new Promise<App | undefined>((resolve) => {
    answerWith = (made) => {
      serving = made;
      resolve(made);
    };
  });
  signal.addEventListener('abort', () => answerWith(undefined));
  const answer = async (request: Request, bindings: object): Promise<Response> => {
    if (serving !== undefined) return serving.fetch(request, bindings);
    const requestId = requestIdOf(request.headers.get('x-request-id'), newId);
    const starting = startingAnswer(request, requestId) ?? (await app)?.fetch(request, bindings);
    if (starting !== undefined) return starting;
    const { status, headers, body } = unreadable('unavailable', requestId);
    return new Response(body, { status, headers });
  };
  const { server, connections } = createHttpServer({
    fetch: answer,
    keepAlive: config.keepAliveSeconds * 1_000,
    answerUnreadable: (code, given) => {
      const requestId = requestIdOf(given, newId);
      const unread = unreadable(code, requestId);
      log.info(
        {
          request_id: requestId,
          method: null,
          route: null,
          operation: null,
          status: unread.status,
          ms: 0,
          user_id: null,
        },
        'request',
      );
      return unread;
    },
  });
  running.http = connections;
  const url = await listen(server, config.host, config.port);
  signal.throwIfAborted();

  let databaseUrl = config.databaseUrl;
  if (databaseUrl === undefined) {
    const postgres = await startEmbeddedPostgres({ dataDirectory: config.dataDirectory });
    running.postgres = postgres;
    void postgres.ended.then(onPostgresEnded);
    databaseUrl = postgres.url;
    signal.throwIfAborted();
  }

  await prepareDatabase(config, databaseUrl);
  signal.throwIfAborted();
  try {
    const { databaseDirectUrl: direct, databasePrepare: prepare } = config;
    const database = openPostgres(databaseUrl, {
      max: config.poolSize,
      prepare,
      ...(direct === undefined ? {} : { direct }),
      // A relay in another process is notified that there are events to publish; a relay in this process is notified
      // directly.
      notify: config.kafka !== undefined && (config.role === 'http' || config.role === 'kafka'),
    });
    running.database = database;
    // No pooler shares the connections to the embedded PostgreSQL, so this check is for other databases only.
    if (config.databaseUrl !== undefined) await database.tryPreparedStatements();
    if (direct !== undefined && !(await database.isPlanningKept()))
      log.warn(
        {},
        'the pooler has connections from before this start, or of another user: statements may be slow until it connects anew',
      );
    const application = createApplication({
      store: database.store,
      now,
      newId,
      secrets,
      domains,
      organizationCreation: config.organizationCreation,
      operators: config.operators,
      restoreDays: config.restoreDays,
    });
    const { bootstrapEmail: email, bootstrapName: name, bootstrapToken: secret } = config;
    // If there is a user already, nothing is written, so that a server can also start on a replica.
    if (!(await database.ready())) {
      const made = await application.createFirstUser({ email, name, secret }, (generated) =>
        print(tokenNotice(email, generated)),
      );
      if (!made.ok) throw new Error('The address of the first user was read with the configuration.');
    }
    const { tokens, last_expires_at } = await application.countOldTokens();
    if (tokens > 0)
      log.warn(
        { tokens, last_expires_at },
        'tokens that invitations gave in an older version still work, in one organization each, and end soon: whoever needs one for longer asks the operator for another (npm run new-token)',
      );
    signal.throwIfAborted();
    running.housekeeping = keepHouse(
      [
        {
          name: 'purge what cannot be restored any more',
          every: PURGE_INTERVAL,
          run: (_at, stopping) => application.purgeDeleted(stopping),
        },
        {
          name: 'forget the answers whose keys have expired',
          every: PURGE_INTERVAL,
          run: (_at, stopping) => application.forgetAnswers(stopping),
        },
        {
          name: 'work out the keys of names that an upgrade left',
          every: PURGE_INTERVAL,
          atStart: true,
          run: (_at, stopping) => application.keyExternalUsers(stopping),
        },
        {
          name: 'move the answers of linked external users',
          every: LINKS_INTERVAL,
          atStart: true,
          run: (_at, stopping) => application.moveLinkedAnswers(stopping),
        },
        {
          name: 'forget how often clients asked',
          every: RATES_INTERVAL,
          run: (_at, stopping) => application.forgetRates(stopping),
        },
        {
          name: 'forget messages that nobody takes up',
          every: PURGE_INTERVAL,
          run: (_at, stopping) => application.forgetWaiting(stopping),
        },
        {
          name: 'forget events',
          every: EVENTS_INTERVAL,
          run: (at, stopping) => database.forgetEvents(forgotten(config, at), stopping),
        },
        {
          name: 'write down which tokens were used',
          every: TOKEN_USES_INTERVAL,
          atEnd: true,
          run: () => application.writeTokenUses(),
        },
      ],
      { now, log },
    );
    // Kafka starts last, but metrics and readiness checks can ask for its state before that.
    const late: { kafka?: Kafka | undefined } = {};
    const metrics = createMetrics({
      version: VERSION,
      pool: database.use,
      backlog: () => database.backlog(now()),
      lag: async () => (await late.kafka?.lag()) ?? [],
      waiting: async () => late.kafka?.waiting(),
    });
    const { metricsToken, corsOrigins, trustedProxies, maxQueued } = config;
    answerWith(
      createHttpApp({
        application,
        ready: database.ready,
        isUnavailable,
        isOverloaded: () => database.use().waiting >= maxQueued,
        onAnswer: metrics.answered,
        metrics: { read: metrics.read, ...(metricsToken === undefined ? {} : { isToken: tokenCheck(metricsToken) }) },
        details: async () => (await late.kafka?.details()) ?? {},
        corsOrigins,
        rateLimits: database.store.rateLimits,
        trustedProxies,
        servesOperations: config.role === 'all' || config.role === 'http',
        log,
        newId,
      }),
    );
    late.kafka = startKafka(config, application, database, metrics, log);
    running.kafka = late.kafka;
  } catch (error) {
    throw config.databaseUrl === undefined ? error : databaseFault(error, config.databaseUrl);
  }
  running.dataDirectory?.serving(url);
  await print(greeting(url)).catch(() => undefined);
  log.info({ url, database: config.databaseUrl === undefined ? 'embedded' : 'external' }, 'serving');
};

const main = (config: Config): void => {
  const log = createLogger(config.logLevel, toStderr(), now);
  const running: Opened = {};
  const interrupted = new AbortController();
  let ending: Promise<void> | undefined;

  const end = (code: number): void => {
    ending ??= (async () => {
      interrupted.abort();
      try {
        running.dataDirectory?.stopping();
      } catch (error) {
        log.warn({ error: String(error) }, 'could not tell others that this server is stopping');
      }
      await Promise.race([started, delay(INTERRUPTED_START_TIMEOUT)]);
      const clean = await stopAll(running, log);
      if (code === 0) log.info({}, 'stopped');
      process.exit(clean ? code : 1);
    })();
  };

  onStopSignal((signal) => {
    log.info({ signal }, 'stopping');
    end(0);
  });

  const onPostgresEnded = (): void => {
    if (ending === undefined)
      log.error(
        { data_directory: config.dataDirectory },
        'PostgreSQL ended by itself; its log in the data directory says why',
      );
    end(1);
  };

  const started = start(config, log, running, interrupted.signal, onPostgresEnded).catch((error: unknown) => {
    if (ending !== undefined) return;
    if (error instanceof StartupFault) process.stderr.write(`Goldset cannot start. ${error.message}\n`);
    else
      process.stderr.write(
        `Goldset cannot start. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    end(1);
  });

  process.on('uncaughtException', (error) => {
    log.error({ error: error.stack }, 'stopping after an error that nobody handled');
    end(1);
  });
  // The reader of the output may close the pipe; the callback of each write reports the error to the code that needs
  // it.
  process.stdout.on('error', () => undefined);
};

const config = readConfig(process.env);
if (config.ok) main(config.value);
else {
  process.stderr.write(`Goldset cannot start. ${config.error.join('\n')}\n`);
  process.exitCode = 1;
}
