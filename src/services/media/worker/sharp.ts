import sharp from 'sharp'

// One picture at a time and by one thread: the bot's other process needs the rest of the machine.
sharp.concurrency(1)
// What was decoded is never needed a second time.
sharp.cache(false)
// Whatever a file is called, only these decoders ever see it.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})

/** The library as the worker uses it. */
export { sharp }
