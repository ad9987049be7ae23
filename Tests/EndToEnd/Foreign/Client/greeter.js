// node greeter.js IP:PORT NAME: a gRPC server that says its name.
'use strict';
const grpc = require('@grpc/grpc-js');
const { service } = require('./service');

const [, , address, name] = process.argv;
const server = new grpc.Server();
server.addService(service, { say: (call, answer) => answer(null, name) });
server.bindAsync(address, grpc.ServerCredentials.createInsecure(), error => {
  if (error) throw error;
  console.log('ready');
});
