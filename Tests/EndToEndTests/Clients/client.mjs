// Node's own clients: reads an order a line, and answers with a line.
import http from "node:http";
import readline from "node:readline";

const agent = new http.Agent({ keepAlive: true });

function withRequest({ url, proxy, method, fields, body }) {
  const target = new URL(url);
  const via = proxy ? new URL(proxy) : target;
  const headers = { Host: target.host };
  for (const [name, value] of fields) headers[name] = value;
  if (body !== null) headers["Content-Length"] = body.length / 2;
  const path = proxy ? url : url.slice(target.origin.length);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: via.hostname, port: via.port, method, path, headers, agent }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          if (!response.complete) return reject(new Error("broken off"));
          const pairs = [];
          for (let i = 0; i < response.rawHeaders.length; i += 2) {
            pairs.push([response.rawHeaders[i], response.rawHeaders[i + 1]]);
          }
          const whole = Buffer.concat(chunks).toString("hex");
          resolve({ status: response.statusCode, fields: pairs, body: whole });
        });
      });
    request.on("error", reject);
    request.end(body === null ? undefined : Buffer.from(body, "hex"));
  });
}

async function withFetch({ url, method, fields, body }) {
  const response = await fetch(url, {
    method, headers: fields, redirect: "manual",
    body: body === null ? undefined : Buffer.from(body, "hex"),
  });
  const whole = Buffer.from(await response.arrayBuffer()).toString("hex");
  return { status: response.status, fields: [...response.headers], body: whole };
}

const ask = process.argv[2] === "fetch" ? withFetch : withRequest;
for await (const line of readline.createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify(await ask(JSON.parse(line))));
  } catch (error) {
    console.log(JSON.stringify({ error: `${error} ${error.cause ?? ""}` }));
  }
}
agent.destroy();
