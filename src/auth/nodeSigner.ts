import { createHmac, hash } from "node:crypto";
import { type Signer, signing } from "./sign.js";

/** Signs with Node's own cryptography, which is synchronous and takes a fifth of WebCrypto's time. */
export const nodeSigner: Signer = (request, credentials, date) => {
  const steps = signing(request, credentials, date);
  let step = steps.next();
  while (!step.done) {
    const { text, key } = step.value;
    step = steps.next(key === undefined ? hash("sha256", text) : createHmac("sha256", key).update(text).digest("hex"));
  }
  return step.value;
};
