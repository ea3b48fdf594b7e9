/** Version of the package, as `User-Agent` tells it. A test holds it against package.json. */
export const version = "0.1.0";
