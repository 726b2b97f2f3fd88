import type { Meaning } from './meanings.ts';
import type { Json } from './read-message.ts';

/** How a proposal is voted on, in words. */
const VOTES: Readonly<Record<string, string>> = {
  VOTE_OPTION_YES: 'yes',
  VOTE_OPTION_ABSTAIN: 'to abstain',
  VOTE_OPTION_NO: 'no',
  VOTE_OPTION_NO_WITH_VETO: 'no with veto',
};

function vote(option: unknown): string {
  return VOTES[String(option)] ?? 'nothing that is known';
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

const by = (name: string) => (message: Json) => [message[name]];

const VOTE: Meaning = {
  signers: by('voter'),
  title: (m, say) => `Vote ${vote(m.option)} on proposal ${say.text(m.proposal_id)}`,
};
const DEPOSIT: Meaning = {
  signers: by('depositor'),
  warnings: ['moves_funds'],
  title: (m, say) => `Deposit ${say.coins(m.amount)} on proposal ${say.text(m.proposal_id)}`,
};

/** What the messages of the SDK's modules, and what they hold, mean. */
export const COSMOS_MEANINGS: Readonly<Record<string, Meaning>> = {
  'cosmos.bank.v1beta1.MsgSend': {
    signers: by('from_address'),
    warnings: ['moves_funds'],
    title: (m, say) => `Send ${say.coins(m.amount)} to ${say.text(m.to_address)}`,
  },
  'cosmos.bank.v1beta1.MsgMultiSend': {
    signers: (m) => list(m.inputs).map(({ address }) => address),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Send ${list(m.outputs)
        .map(({ address, coins }) => `${say.coins(coins)} to ${say.text(address)}`)
        .join(', ')}`,
  },
  'cosmos.bank.v1beta1.SendAuthorization': {
    title: (m, say) => `To send up to ${say.coins(m.spend_limit)} in all`,
  },

  'cosmos.staking.v1beta1.MsgDelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) => `Stake ${say.coins(m.amount)} with ${say.text(m.validator_address)}`,
  },
  'cosmos.staking.v1beta1.MsgUndelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Take ${say.coins(m.amount)} back from the stake with ${say.text(m.validator_address)}`,
  },
  'cosmos.staking.v1beta1.MsgBeginRedelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Move a stake of ${say.coins(m.amount)} from ${say.text(m.validator_src_address)} to ${say.text(m.validator_dst_address)}`,
  },
  'cosmos.staking.v1beta1.MsgCancelUnbondingDelegation': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Stake ${say.coins(m.amount)} with ${say.text(m.validator_address)} after all`,
  },
  'cosmos.staking.v1beta1.StakeAuthorization': {
    title: (m, say) =>
      m.max_tokens === undefined
        ? 'To move stakes of any size'
        : `To move stakes of up to ${say.coins(m.max_tokens)}`,
  },

  'cosmos.distribution.v1beta1.MsgSetWithdrawAddress': {
    signers: by('delegator_address'),
    warnings: ['grants_rights'],
    title: (m, say) => `Have all staking rewards paid to ${say.text(m.withdraw_address)}`,
  },
  'cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward': {
    signers: by('delegator_address'),
    title: (m, say) => `Collect the staking reward from ${say.text(m.validator_address)}`,
  },
  'cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission': {
    title: (m, say) => `Collect the commission of validator ${say.text(m.validator_address)}`,
  },
  'cosmos.distribution.v1beta1.MsgFundCommunityPool': {
    signers: by('depositor'),
    warnings: ['moves_funds'],
    title: (m, say) => `Give ${say.coins(m.amount)} to the community pool`,
  },

  'cosmos.gov.v1.MsgSubmitProposal': {
    signers: by('proposer'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Propose “${say.text(m.title)}” with a deposit of ${say.coins(m.initial_deposit)}`,
  },
  'cosmos.gov.v1beta1.MsgSubmitProposal': {
    signers: by('proposer'),
    warnings: ['moves_funds'],
    title: (m, say) => `Make a proposal with a deposit of ${say.coins(m.initial_deposit)}`,
  },
  'cosmos.gov.v1beta1.TextProposal': {
    title: (m, say) => `Proposal “${say.text(m.title)}”`,
  },
  'cosmos.gov.v1.MsgVote': VOTE,
  'cosmos.gov.v1beta1.MsgVote': VOTE,
  'cosmos.gov.v1.MsgVoteWeighted': {
    signers: by('voter'),
    title: (m, say) =>
      `Vote ${list(m.options)
        .map(({ option, weight }) => `${vote(option)} (${say.text(weight)})`)
        .join(', ')} on proposal ${say.text(m.proposal_id)}`,
  },
  'cosmos.gov.v1.MsgDeposit': DEPOSIT,
  'cosmos.gov.v1beta1.MsgDeposit': DEPOSIT,

  'cosmos.authz.v1beta1.MsgGrant': {
    signers: by('granter'),
    warnings: ['grants_rights'],
    title: (m, say) => `Let ${say.text(m.grantee)} act in your name`,
  },
  'cosmos.authz.v1beta1.GenericAuthorization': {
    title: (m, say) => `To send any message of type ${say.text(m.msg)}`,
  },
  'cosmos.authz.v1beta1.MsgExec': {
    signers: by('grantee'),
    title: (m) => `Act in the name of others: ${count(list(m.msgs).length, 'message')}`,
  },
  'cosmos.authz.v1beta1.MsgRevoke': {
    signers: by('granter'),
    title: (m, say) =>
      `Let ${say.text(m.grantee)} send no more ${say.text(m.msg_type_url)} in your name`,
  },

  'cosmos.feegrant.v1beta1.MsgGrantAllowance': {
    signers: by('granter'),
    warnings: ['grants_rights', 'pays_others_fee'],
    title: (m, say) => `Pay the fees of ${say.text(m.grantee)}`,
  },
  'cosmos.feegrant.v1beta1.MsgRevokeAllowance': {
    signers: by('granter'),
    title: (m, say) => `Pay the fees of ${say.text(m.grantee)} no more`,
  },
  'cosmos.feegrant.v1beta1.BasicAllowance': {
    title: (m, say) =>
      list(m.spend_limit).length === 0
        ? 'Fees without a limit'
        : `Fees of up to ${say.coins(m.spend_limit)} in all`,
  },
  'cosmos.feegrant.v1beta1.PeriodicAllowance': {
    title: (m, say) =>
      `Fees of up to ${say.coins(m.period_spend_limit)} every ${say.text(m.period)}`,
  },
  'cosmos.feegrant.v1beta1.AllowedMsgAllowance': {
    title: (m) => `Fees of ${count(list(m.allowed_messages).length, 'kind')} of messages`,
  },

  'ibc.applications.transfer.v1.MsgTransfer': {
    signers: by('sender'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      `Send ${say.coins(m.token)} to ${say.text(m.receiver)} on another chain, over ${say.text(m.source_channel)}`,
  },
};

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
