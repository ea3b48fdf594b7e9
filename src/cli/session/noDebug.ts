/** In the place of `debug`, by which the proxy agents log whole requests, with their credentials, where `DEBUG` is set. */
export default function createDebug(): () => void {
  return () => undefined;
}
