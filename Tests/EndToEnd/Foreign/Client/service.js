'use strict';
const text = { serialize: value => Buffer.from(value), deserialize: buffer => buffer.toString() };

exports.service = {
  say: {
    path: '/test.Greeter/Say',
    requestStream: false,
    responseStream: false,
    requestSerialize: text.serialize,
    requestDeserialize: text.deserialize,
    responseSerialize: text.serialize,
    responseDeserialize: text.deserialize,
  },
};
