import type { Meaning } from './meanings.ts';
import type { Json } from './read-message.ts';
import type { Words } from './words.en.ts';

/** How a proposal is voted on, in words. */
function vote(option: unknown, { votes, unknownVote }: Words): string {
  return (votes as Readonly<Record<string, string>>)[String(option)] ?? unknownVote;
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

const by = (name: string) => (message: Json) => [message[name]];

const VOTE: Meaning = {
  signers: by('voter'),
  title: (m, say) => say.words.vote(vote(m.option, say.words), say.text(m.proposal_id)),
};
const DEPOSIT: Meaning = {
  signers: by('depositor'),
  warnings: ['moves_funds'],
  title: (m, say) => say.words.deposit(say.coins(m.amount), say.text(m.proposal_id)),
};

/** What the messages of the SDK's modules, and what they hold, mean. */
export const COSMOS_MEANINGS: Readonly<Record<string, Meaning>> = {
  'cosmos.bank.v1beta1.MsgSend': {
    signers: by('from_address'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.send(say.coins(m.amount), say.text(m.to_address)),
  },
  'cosmos.bank.v1beta1.MsgMultiSend': {
    signers: (m) => list(m.inputs).map(({ address }) => address),
    warnings: ['moves_funds'],
    title: (m, say) =>
      say.words.sendToSeveral(
        list(m.outputs).map(({ address, coins }) => [say.coins(coins), say.text(address)] as const),
      ),
  },
  'cosmos.bank.v1beta1.SendAuthorization': {
    title: (m, say) => say.words.maySend(say.coins(m.spend_limit)),
  },

  'cosmos.staking.v1beta1.MsgDelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.stake(say.coins(m.amount), say.text(m.validator_address)),
  },
  'cosmos.staking.v1beta1.MsgUndelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.unstake(say.coins(m.amount), say.text(m.validator_address)),
  },
  'cosmos.staking.v1beta1.MsgBeginRedelegate': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      say.words.moveStake(
        say.coins(m.amount),
        say.text(m.validator_src_address),
        say.text(m.validator_dst_address),
      ),
  },
  'cosmos.staking.v1beta1.MsgCancelUnbondingDelegation': {
    signers: by('delegator_address'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.stakeAfterAll(say.coins(m.amount), say.text(m.validator_address)),
  },
  'cosmos.staking.v1beta1.StakeAuthorization': {
    title: (m, say) =>
      m.max_tokens === undefined
        ? say.words.mayMoveStakes
        : say.words.mayMoveStakesUpTo(say.coins(m.max_tokens)),
  },

  'cosmos.distribution.v1beta1.MsgSetWithdrawAddress': {
    signers: by('delegator_address'),
    warnings: ['grants_rights'],
    title: (m, say) => say.words.payRewardsTo(say.text(m.withdraw_address)),
  },
  'cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward': {
    signers: by('delegator_address'),
    title: (m, say) => say.words.collectReward(say.text(m.validator_address)),
  },
  'cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission': {
    title: (m, say) => say.words.collectCommission(say.text(m.validator_address)),
  },
  'cosmos.distribution.v1beta1.MsgFundCommunityPool': {
    signers: by('depositor'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.fundPool(say.coins(m.amount)),
  },

  'cosmos.gov.v1.MsgSubmitProposal': {
    signers: by('proposer'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.propose(say.text(m.title), say.coins(m.initial_deposit)),
  },
  'cosmos.gov.v1beta1.MsgSubmitProposal': {
    signers: by('proposer'),
    warnings: ['moves_funds'],
    title: (m, say) => say.words.proposeContent(say.coins(m.initial_deposit)),
  },
  'cosmos.gov.v1beta1.TextProposal': {
    title: (m, say) => say.words.proposal(say.text(m.title)),
  },
  'cosmos.gov.v1.MsgVote': VOTE,
  'cosmos.gov.v1beta1.MsgVote': VOTE,
  'cosmos.gov.v1.MsgVoteWeighted': {
    signers: by('voter'),
    title: (m, say) =>
      say.words.voteInParts(
        list(m.options).map(
          ({ option, weight }) => [vote(option, say.words), say.text(weight)] as const,
        ),
        say.text(m.proposal_id),
      ),
  },
  'cosmos.gov.v1.MsgDeposit': DEPOSIT,
  'cosmos.gov.v1beta1.MsgDeposit': DEPOSIT,

  'cosmos.authz.v1beta1.MsgGrant': {
    signers: by('granter'),
    warnings: ['grants_rights'],
    title: (m, say) => say.words.grant(say.text(m.grantee)),
  },
  'cosmos.authz.v1beta1.GenericAuthorization': {
    title: (m, say) => say.words.maySendAny(say.text(m.msg)),
  },
  'cosmos.authz.v1beta1.MsgExec': {
    signers: by('grantee'),
    title: (m, say) => say.words.actForOthers(list(m.msgs).length),
  },
  'cosmos.authz.v1beta1.MsgRevoke': {
    signers: by('granter'),
    title: (m, say) => say.words.revoke(say.text(m.grantee), say.text(m.msg_type_url)),
  },

  'cosmos.feegrant.v1beta1.MsgGrantAllowance': {
    signers: by('granter'),
    warnings: ['grants_rights', 'pays_others_fee'],
    title: (m, say) => say.words.payFees(say.text(m.grantee)),
  },
  'cosmos.feegrant.v1beta1.MsgRevokeAllowance': {
    signers: by('granter'),
    title: (m, say) => say.words.payNoMoreFees(say.text(m.grantee)),
  },
  'cosmos.feegrant.v1beta1.BasicAllowance': {
    title: (m, say) =>
      list(m.spend_limit).length === 0
        ? say.words.feesWithoutLimit
        : say.words.feesUpTo(say.coins(m.spend_limit)),
  },
  'cosmos.feegrant.v1beta1.PeriodicAllowance': {
    title: (m, say) => say.words.feesEvery(say.coins(m.period_spend_limit), say.text(m.period)),
  },
  'cosmos.feegrant.v1beta1.AllowedMsgAllowance': {
    title: (m, say) => say.words.feesOfKinds(list(m.allowed_messages).length),
  },

  'ibc.applications.transfer.v1.MsgTransfer': {
    signers: by('sender'),
    warnings: ['moves_funds'],
    title: (m, say) =>
      say.words.sendToOtherChain(
        say.coins(m.token),
        say.text(m.receiver),
        say.text(m.source_channel),
      ),
  },
};
