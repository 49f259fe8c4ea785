export { deleteFitting } from './delete-fitting.ts';
