// npm run cosmos-chain: builds the chain that cosmos-chain.test.ts and cosmos-signer.test.ts run
// against.
import { buildCosmosChain } from './cosmos-chain.ts';

const began = performance.now();
const program = await buildCosmosChain();
console.log(`${program} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
