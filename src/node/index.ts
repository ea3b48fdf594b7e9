export { defaultCredentials, type DefaultCredentialsOptions } from "./chain.js";
export { credentialsFromEcs, type EcsOptions } from "./ecs.js";
export { credentialsFromEnv, type Environment } from "./env.js";
export type { LocalCredentials } from "./keySet.js";
export { credentialsFromProfile, type ProfileOptions } from "./profile.js";
