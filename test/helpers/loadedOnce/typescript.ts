declare const loadOnce: (name: string) => unknown;

module.exports = loadOnce("typescript");
