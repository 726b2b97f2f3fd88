import type { EnumTable, TypeTable } from './schema.ts';

/**
 * The messages of Cosmos chains that we know by ourselves, as their .proto files have them: field,
 * number, type. No node can say otherwise of these. Sources: cosmos-sdk 0.53, ibc-go 8.
 */
export const COSMOS_TYPES: TypeTable = {
  'cosmos.base.v1beta1.Coin': { denom: [1, 'string'], amount: [2, 'string'] },
  'cosmos.crypto.secp256k1.PubKey': { key: [1, 'bytes'] },

  'cosmos.tx.v1beta1.TxBody': {
    messages: [1, 'google.protobuf.Any', 'repeated'],
    memo: [2, 'string'],
    timeout_height: [3, 'uint64'],
    unordered: [4, 'bool'],
    timeout_timestamp: [5, 'google.protobuf.Timestamp'],
    extension_options: [1023, 'google.protobuf.Any', 'repeated'],
    non_critical_extension_options: [2047, 'google.protobuf.Any', 'repeated'],
  },
  'cosmos.tx.v1beta1.AuthInfo': {
    signer_infos: [1, 'cosmos.tx.v1beta1.SignerInfo', 'repeated'],
    fee: [2, 'cosmos.tx.v1beta1.Fee'],
  },
  'cosmos.tx.v1beta1.SignerInfo': {
    public_key: [1, 'google.protobuf.Any'],
    mode_info: [2, 'cosmos.tx.v1beta1.ModeInfo'],
    sequence: [3, 'uint64'],
  },
  'cosmos.tx.v1beta1.ModeInfo': { single: [1, 'cosmos.tx.v1beta1.SingleMode'] },
  // `ModeInfo.Single`, which lies inside of ModeInfo; a name is not on the wire.
  'cosmos.tx.v1beta1.SingleMode': { mode: [1, 'cosmos.tx.v1beta1.SignMode'] },
  'cosmos.tx.v1beta1.Fee': {
    amount: [1, 'cosmos.base.v1beta1.Coin', 'repeated'],
    gas_limit: [2, 'uint64'],
    payer: [3, 'string'],
    granter: [4, 'string'],
  },
  'cosmos.tx.v1beta1.SignDoc': {
    body_bytes: [1, 'bytes'],
    auth_info_bytes: [2, 'bytes'],
    chain_id: [3, 'string'],
    account_number: [4, 'uint64'],
  },
  'cosmos.tx.v1beta1.TxRaw': {
    body_bytes: [1, 'bytes'],
    auth_info_bytes: [2, 'bytes'],
    signatures: [3, 'bytes', 'repeated'],
  },

  'cosmos.bank.v1beta1.MsgSend': {
    from_address: [1, 'string'],
    to_address: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },
  'cosmos.bank.v1beta1.MsgMultiSend': {
    inputs: [1, 'cosmos.bank.v1beta1.Input', 'repeated'],
    outputs: [2, 'cosmos.bank.v1beta1.Output', 'repeated'],
  },
  'cosmos.bank.v1beta1.Input': {
    address: [1, 'string'],
    coins: [2, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },
  'cosmos.bank.v1beta1.Output': {
    address: [1, 'string'],
    coins: [2, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },
  'cosmos.bank.v1beta1.SendAuthorization': {
    spend_limit: [1, 'cosmos.base.v1beta1.Coin', 'repeated'],
    allow_list: [2, 'string', 'repeated'],
  },

  'cosmos.staking.v1beta1.MsgDelegate': {
    delegator_address: [1, 'string'],
    validator_address: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin'],
  },
  'cosmos.staking.v1beta1.MsgUndelegate': {
    delegator_address: [1, 'string'],
    validator_address: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin'],
  },
  'cosmos.staking.v1beta1.MsgBeginRedelegate': {
    delegator_address: [1, 'string'],
    validator_src_address: [2, 'string'],
    validator_dst_address: [3, 'string'],
    amount: [4, 'cosmos.base.v1beta1.Coin'],
  },
  'cosmos.staking.v1beta1.MsgCancelUnbondingDelegation': {
    delegator_address: [1, 'string'],
    validator_address: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin'],
    creation_height: [4, 'int64'],
  },
  'cosmos.staking.v1beta1.StakeAuthorization': {
    max_tokens: [1, 'cosmos.base.v1beta1.Coin'],
    allow_list: [2, 'cosmos.staking.v1beta1.Validators'],
    deny_list: [3, 'cosmos.staking.v1beta1.Validators'],
    authorization_type: [4, 'cosmos.staking.v1beta1.AuthorizationType'],
  },
  // `StakeAuthorization.Validators`.
  'cosmos.staking.v1beta1.Validators': { address: [1, 'string', 'repeated'] },

  'cosmos.distribution.v1beta1.MsgSetWithdrawAddress': {
    delegator_address: [1, 'string'],
    withdraw_address: [2, 'string'],
  },
  'cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward': {
    delegator_address: [1, 'string'],
    validator_address: [2, 'string'],
  },
  'cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission': {
    validator_address: [1, 'string'],
  },
  'cosmos.distribution.v1beta1.MsgFundCommunityPool': {
    amount: [1, 'cosmos.base.v1beta1.Coin', 'repeated'],
    depositor: [2, 'string'],
  },

  'cosmos.gov.v1.MsgSubmitProposal': {
    messages: [1, 'google.protobuf.Any', 'repeated'],
    initial_deposit: [2, 'cosmos.base.v1beta1.Coin', 'repeated'],
    proposer: [3, 'string'],
    metadata: [4, 'string'],
    title: [5, 'string'],
    summary: [6, 'string'],
    expedited: [7, 'bool'],
  },
  'cosmos.gov.v1.MsgVote': {
    proposal_id: [1, 'uint64'],
    voter: [2, 'string'],
    option: [3, 'cosmos.gov.v1.VoteOption'],
    metadata: [4, 'string'],
  },
  'cosmos.gov.v1.MsgVoteWeighted': {
    proposal_id: [1, 'uint64'],
    voter: [2, 'string'],
    options: [3, 'cosmos.gov.v1.WeightedVoteOption', 'repeated'],
    metadata: [4, 'string'],
  },
  'cosmos.gov.v1.WeightedVoteOption': {
    option: [1, 'cosmos.gov.v1.VoteOption'],
    weight: [2, 'string'],
  },
  'cosmos.gov.v1.MsgDeposit': {
    proposal_id: [1, 'uint64'],
    depositor: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },
  'cosmos.gov.v1beta1.MsgSubmitProposal': {
    content: [1, 'google.protobuf.Any'],
    initial_deposit: [2, 'cosmos.base.v1beta1.Coin', 'repeated'],
    proposer: [3, 'string'],
  },
  'cosmos.gov.v1beta1.TextProposal': { title: [1, 'string'], description: [2, 'string'] },
  'cosmos.gov.v1beta1.MsgVote': {
    proposal_id: [1, 'uint64'],
    voter: [2, 'string'],
    option: [3, 'cosmos.gov.v1.VoteOption'],
  },
  'cosmos.gov.v1beta1.MsgDeposit': {
    proposal_id: [1, 'uint64'],
    depositor: [2, 'string'],
    amount: [3, 'cosmos.base.v1beta1.Coin', 'repeated'],
  },

  'cosmos.authz.v1beta1.MsgGrant': {
    granter: [1, 'string'],
    grantee: [2, 'string'],
    grant: [3, 'cosmos.authz.v1beta1.Grant'],
  },
  'cosmos.authz.v1beta1.Grant': {
    authorization: [1, 'google.protobuf.Any'],
    expiration: [2, 'google.protobuf.Timestamp'],
  },
  'cosmos.authz.v1beta1.GenericAuthorization': { msg: [1, 'string'] },
  'cosmos.authz.v1beta1.MsgExec': {
    grantee: [1, 'string'],
    msgs: [2, 'google.protobuf.Any', 'repeated'],
  },
  'cosmos.authz.v1beta1.MsgRevoke': {
    granter: [1, 'string'],
    grantee: [2, 'string'],
    msg_type_url: [3, 'string'],
  },

  'cosmos.feegrant.v1beta1.MsgGrantAllowance': {
    granter: [1, 'string'],
    grantee: [2, 'string'],
    allowance: [3, 'google.protobuf.Any'],
  },
  'cosmos.feegrant.v1beta1.MsgRevokeAllowance': {
    granter: [1, 'string'],
    grantee: [2, 'string'],
  },
  'cosmos.feegrant.v1beta1.BasicAllowance': {
    spend_limit: [1, 'cosmos.base.v1beta1.Coin', 'repeated'],
    expiration: [2, 'google.protobuf.Timestamp'],
  },
  'cosmos.feegrant.v1beta1.PeriodicAllowance': {
    basic: [1, 'cosmos.feegrant.v1beta1.BasicAllowance'],
    period: [2, 'google.protobuf.Duration'],
    period_spend_limit: [3, 'cosmos.base.v1beta1.Coin', 'repeated'],
    period_can_spend: [4, 'cosmos.base.v1beta1.Coin', 'repeated'],
    period_reset: [5, 'google.protobuf.Timestamp'],
  },
  'cosmos.feegrant.v1beta1.AllowedMsgAllowance': {
    allowance: [1, 'google.protobuf.Any'],
    allowed_messages: [2, 'string', 'repeated'],
  },

  'ibc.core.client.v1.Height': {
    revision_number: [1, 'uint64'],
    revision_height: [2, 'uint64'],
  },
  'ibc.applications.transfer.v1.MsgTransfer': {
    source_port: [1, 'string'],
    source_channel: [2, 'string'],
    token: [3, 'cosmos.base.v1beta1.Coin'],
    sender: [4, 'string'],
    receiver: [5, 'string'],
    timeout_height: [6, 'ibc.core.client.v1.Height'],
    timeout_timestamp: [7, 'uint64'],
    memo: [8, 'string'],
  },
};

export const COSMOS_ENUMS: EnumTable = {
  'cosmos.tx.v1beta1.SignMode': [
    'SIGN_MODE_UNSPECIFIED',
    'SIGN_MODE_DIRECT',
    'SIGN_MODE_TEXTUAL',
    'SIGN_MODE_DIRECT_AUX',
  ],
  'cosmos.gov.v1.VoteOption': [
    'VOTE_OPTION_UNSPECIFIED',
    'VOTE_OPTION_YES',
    'VOTE_OPTION_ABSTAIN',
    'VOTE_OPTION_NO',
    'VOTE_OPTION_NO_WITH_VETO',
  ],
  'cosmos.staking.v1beta1.AuthorizationType': [
    'AUTHORIZATION_TYPE_UNSPECIFIED',
    'AUTHORIZATION_TYPE_DELEGATE',
    'AUTHORIZATION_TYPE_UNDELEGATE',
    'AUTHORIZATION_TYPE_REDELEGATE',
    'AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION',
  ],
};
