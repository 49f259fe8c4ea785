/** Something that others wait for until a test opens it. */
export interface Gate<T> {
  readonly opened: Promise<T>;
  readonly open: (value: T) => void;
}

/** A gate that is shut. */
export const newGate = <T = void>(): Gate<T> => {
  let open: Gate<T>['open'] = () => undefined;
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open };
};
