/** A reason not to start, said in sentences for the person who runs the server: what is wrong and what to do. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}
