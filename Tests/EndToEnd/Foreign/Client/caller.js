// node caller.js TARGET: calls it 50 times a second and says every 100 ms how many answers came from whom, as JSON. Failed calls count under "failed".
'use strict';
const grpc = require('@grpc/grpc-js');
require('@grpc/grpc-js-xds').register();
const { service } = require('./service');

const Client = grpc.makeGenericClientConstructor(service, 'Greeter');
const client = new Client(process.argv[2], grpc.credentials.createInsecure());
const counts = { failed: 0 };
let last = '';

setInterval(() => {
  client.say('hello', { deadline: Date.now() + 10000 }, (error, name) => {
    const key = error ? 'failed' : name;
    counts[key] = (counts[key] ?? 0) + 1;
    if (error) last = error.message;
  });
}, 20);

setInterval(() => console.log(JSON.stringify({ ...counts, last })), 100);
