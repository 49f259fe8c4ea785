import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { freePorts } from './free-ports.ts';

/** A Kafka of one node, run by the machine's Java. */
export interface KafkaServer {
  /** The address that accepts connections without TLS and without a password. */
  readonly address: string;
  /**
   * The address that requires a user and password of `kafkaUsers` (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512), without TLS.
   */
  readonly saslAddress: string;
  /** The address with TLS, with a certificate that `ca` signed. */
  readonly tlsAddress: string;
  /** The certificate of the certificate authority, as PEM. */
  readonly ca: string;
  /** Kills it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, with the same data and addresses. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** The users who may connect to `saslAddress`. */
export const kafkaUsers = {
  plain: { username: 'plain-user', password: 'plain-secret' },
  scram: { username: 'scram-user', password: 'scram-secret' },
} as const;

const run = promisify(execFile);

const LEAST_JAVA = 17;
const READY_TIMEOUT = 60_000;
const KEYSTORE_PASSWORD = 'only-for-tests';

const pom = fileURLToPath(new URL('kafka/pom.xml', import.meta.url));

const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

const versionIn = (text: string): string =>
  /<artifactId>kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(text)?.[1] ?? 'unknown';

const pomText = readFileSync(pom, 'utf8');

// A changed `pom.xml` gets another directory, because it may name other jars.
const kept = join(cache, `kafka-${versionIn(pomText)}-${hash('sha256', pomText).slice(0, 8)}`);

/** Creates a directory that is either complete or absent, even if several processes create it at once. */
const makeOnce = async (directory: string, make: (scratch: string) => Promise<void>): Promise<void> => {
  if (existsSync(directory)) return;
  mkdirSync(dirname(directory), { recursive: true });
  const scratch = mkdtempSync(`${directory}-`);
  try {
    await make(scratch);
    renameSync(scratch, directory);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
};

// These options shorten the start, which matters more here than speed over days.
const java = (jars: string, heap: string): readonly string[] => [
  `-Xmx${heap}`,
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-cp',
  readdirSync(jars)
    .map((jar) => join(jars, jar))
    .join(delimiter),
];

const configuration = (
  data: string,
  certificates: string,
  [broker, sasl, tls, controller]: readonly number[],
): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${broker},SASL://127.0.0.1:${sasl},TLS://127.0.0.1:${tls},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker},SASL://127.0.0.1:${sasl},TLS://127.0.0.1:${tls}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${kafkaUsers.plain.username}="${kafkaUsers.plain.password}";`,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'listener.name.sasl.scram-sha-512.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'ssl.keystore.location': join(certificates, 'broker.p12'),
    'ssl.keystore.password': KEYSTORE_PASSWORD,
    'ssl.keystore.type': 'PKCS12',
    'log.dirs': data,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'controlled.shutdown.enable': false,
    // A topic is created when a client first names it.
    'auto.create.topics.enable': true,
    'num.partitions': 1,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'num.network.threads': 2,
    'num.io.threads': 4,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Resolves to the reason why this machine cannot run Kafka, or `undefined` if it can. */
export const whyNoKafka = async (): Promise<string | undefined> => {
  const version = await run('java', ['-version']).then(
    ({ stderr }) => Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0),
    () => undefined,
  );
  if (version === undefined) return 'there is no java';
  if (version < LEAST_JAVA) return `java is of version ${version}, not ${LEAST_JAVA} or newer`;
  try {
    await makeOnce(join(kept, 'jars'), async (scratch) => {
      await run(
        'mvn',
        [
          '-q',
          '-B',
          '-f',
          pom,
          'dependency:copy-dependencies',
          '-DincludeScope=runtime',
          `-DoutputDirectory=${scratch}`,
        ],
        { maxBuffer: 2 ** 26 },
      );
    });
    return undefined;
  } catch (error) {
    const { syscall, code, stdout } = error as {
      readonly syscall?: string;
      readonly code?: unknown;
      readonly stdout?: string;
    };
    return syscall === 'spawn mvn'
      ? 'there is no mvn to fetch it with'
      : `mvn cannot fetch it: ${(stdout ?? String(error)).split('\n').find((line) => line.includes('ERROR')) ?? code}`;
  }
};

const keytool = async (directory: string, ...args: readonly string[]): Promise<void> => {
  await run('keytool', [...args, '-storetype', 'PKCS12', '-storepass', KEYSTORE_PASSWORD], { cwd: directory });
};

const makeCertificates = async (directory: string): Promise<void> => {
  await keytool(
    directory,
    '-genkeypair',
    '-alias',
    'broker',
    '-keyalg',
    'EC',
    '-dname',
    'CN=localhost',
    '-ext',
    'san=ip:127.0.0.1,dns:localhost',
    '-validity',
    '3650',
    '-keystore',
    'broker.p12',
  );
  await keytool(directory, '-exportcert', '-rfc', '-alias', 'broker', '-file', 'ca.pem', '-keystore', 'broker.p12');
};

const isReady = async (address: string): Promise<boolean> => {
  const admin = new Kafka({
    brokers: [address],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

/**
 * Returns the arguments of `java` with the Kafka client on the class path. Call it only if `whyNoKafka` has resolved to
 * `undefined`.
 */
export const javaWithKafka = (): readonly string[] => java(join(kept, 'jars'), '128m');

/** Starts a separate Kafka with its own data. Call it only if `whyNoKafka` has resolved to `undefined`. */
export const startKafkaServer = async (settings: Readonly<Record<string, string>> = {}): Promise<KafkaServer> => {
  const jars = join(kept, 'jars');
  const certificates = join(kept, 'certificates');
  await makeOnce(certificates, makeCertificates);
  const ports = await freePorts(4);
  const directory = mkdtempSync(join(tmpdir(), 'goldset-kafka-'));
  const data = join(directory, 'data');
  const properties = join(directory, 'server.properties');
  // If a setting is given twice, the last value is used.
  writeFileSync(
    properties,
    configuration(data, certificates, ports) +
      Object.entries(settings)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
  );
  // Formatting the storage takes as long as starting, so it is done once and copied.
  await makeOnce(join(kept, 'formatted'), async (scratch) => {
    const forScratch = join(directory, 'format.properties');
    writeFileSync(forScratch, configuration(scratch, certificates, ports));
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${kafkaUsers.scram.username},password=${kafkaUsers.scram.password}]`,
    ]);
    await run('java', [
      ...java(jars, '128m'),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'Z29sZHNldC10ZXN0LWtmaw',
      '-c',
      forScratch,
      '--ignore-formatted',
      ...scram,
    ]);
  });
  cpSync(join(kept, 'formatted'), data, { recursive: true });

  // A run that is killed cannot clean up after itself. The caretaker process notices that its pipe is closed, and
  // cleans up.
  const caretaker = spawn(
    process.execPath,
    [fileURLToPath(new URL('kafka-caretaker.mjs', import.meta.url)), directory],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  caretaker.unref();

  const [address = '', saslAddress = '', tlsAddress = ''] = ports.map((port) => `127.0.0.1:${port}`);
  let child: ChildProcess | undefined;
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  const start = async (): Promise<void> => {
    const output: Buffer[] = [];
    const started = spawn('java', [...java(jars, '512m'), 'kafka.Kafka', properties], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk: Buffer) => void (output.length < 100 && output.push(chunk)));
    writeFileSync(join(directory, 'pid'), String(started.pid));
    const deadline = Date.now() + READY_TIMEOUT;
    while (!(await isReady(address))) {
      if (!isRunning() || Date.now() > deadline)
        throw new Error(`Kafka does not start:\n${Buffer.concat(output).toString('utf8')}`);
      await delay(100);
    }
  };

  const kill = async (): Promise<void> => {
    if (child === undefined || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  const stop = async (): Promise<void> => {
    await kill();
    rmSync(directory, { recursive: true, force: true });
    caretaker.stdin.end();
  };

  await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    address,
    saslAddress,
    tlsAddress,
    ca: readFileSync(join(certificates, 'ca.pem'), 'utf8'),
    kill,
    start,
    stop,
  };
};
