export { Prediction } from './transports.ts';
