/** @file A worker process that ends badly, for the runner's tests. The task's name says how. */
process.on('message', (message) => {
  if (message.type !== 'start') return;
  if (message.task === 'exit') {
    process.stderr.write('out of luck\n', () => process.exit(7));
  } else if (message.task === 'kill') process.kill(process.pid, 'SIGKILL');
  else process.send({ type: 'value', value: new Uint8Array([1, 2]) }, () => process.exit(1));
});
