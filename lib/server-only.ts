// `import '#server-only'` marks a module that holds data, keys or sockets: the browser condition maps the name to nothing, so a
// client component that reaches such a module fails the build.
export {};
