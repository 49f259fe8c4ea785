export { headerText, textHeader } from './message.ts';
export type { Content, Header } from './message.ts';
export type { OutgoingMessage, Sink } from './sink.ts';
export type { Batch, IncomingMessage, Source, SourceListener, SourceOptions, TopicPartition } from './source.ts';
export { TransportFault } from './transport-fault.ts';
export type { TransportFaultKind } from './transport-fault.ts';
