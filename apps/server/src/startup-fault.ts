/** An error that prevents the start. Its message tells the person who runs the server what is wrong and what to do. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}
