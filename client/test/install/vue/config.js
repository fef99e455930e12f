export const url = typeof location === "undefined" ? "wss://example.invalid/production" : String(new URLSearchParams(location.search).get("gateway"));
