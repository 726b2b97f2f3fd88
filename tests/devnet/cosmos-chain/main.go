// A Cosmos chain of one validator, for tests: the modules that every chain has (auth, bank, staking),
// authz, and vesting, whose messages Tollpass has no tables of; in memory, with REST and RPC on loopback. It runs until it is killed and leaves nothing behind but
// the directory that it is given.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	runtimev1alpha1 "cosmossdk.io/api/cosmos/app/runtime/v1alpha1"
	appv1alpha1 "cosmossdk.io/api/cosmos/app/v1alpha1"
	authmodulev1 "cosmossdk.io/api/cosmos/auth/module/v1"
	authzmodulev1 "cosmossdk.io/api/cosmos/authz/module/v1"
	bankmodulev1 "cosmossdk.io/api/cosmos/bank/module/v1"
	consensusmodulev1 "cosmossdk.io/api/cosmos/consensus/module/v1"
	stakingmodulev1 "cosmossdk.io/api/cosmos/staking/module/v1"
	txconfigv1 "cosmossdk.io/api/cosmos/tx/config/v1"
	vestingmodulev1 "cosmossdk.io/api/cosmos/vesting/module/v1"
	"cosmossdk.io/core/appconfig"
	"cosmossdk.io/depinject"
	"cosmossdk.io/log"
	sdkmath "cosmossdk.io/math"

	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/node"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/proxy"
	"github.com/cometbft/cometbft/rpc/client/local"
	cmttypes "github.com/cometbft/cometbft/types"
	dbm "github.com/cosmos/cosmos-db"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/server/api"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servercmtlog "github.com/cosmos/cosmos-sdk/server/log"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	// Each registers its module with the app config below.
	_ "github.com/cosmos/cosmos-sdk/x/auth"
	_ "github.com/cosmos/cosmos-sdk/x/auth/tx/config"
	_ "github.com/cosmos/cosmos-sdk/x/auth/vesting"
	_ "github.com/cosmos/cosmos-sdk/x/authz/module"
	_ "github.com/cosmos/cosmos-sdk/x/bank"
	_ "github.com/cosmos/cosmos-sdk/x/consensus"
	_ "github.com/cosmos/cosmos-sdk/x/staking"
)

type settings struct {
	home, rest, rpc, chainID, prefix, denom, symbol, funded string
	blockTime                                               time.Duration
}

func main() {
	var s settings
	flag.StringVar(&s.home, "home", "", "an empty directory")
	flag.StringVar(&s.rest, "rest", "127.0.0.1:1317", "where REST listens")
	flag.StringVar(&s.rpc, "rpc", "127.0.0.1:26657", "where RPC listens")
	flag.StringVar(&s.chainID, "chain-id", "tollpass-1", "the chain's id")
	flag.StringVar(&s.prefix, "prefix", "structs", "the bech32 prefix of addresses")
	flag.StringVar(&s.denom, "denom", "ualpha", "the smallest unit of the chain's coin")
	flag.StringVar(&s.symbol, "display", "alpha", "the unit that people read, of 10^6 of the smallest")
	flag.StringVar(&s.funded, "funded", "", "addresses that hold 1000000000 of it from the start, with commas between")
	flag.DurationVar(&s.blockTime, "block-time", 200*time.Millisecond, "between blocks")
	flag.Parse()
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(s settings) error {
	sdk.GetConfig().SetBech32PrefixForAccount(s.prefix, s.prefix+"pub")
	sdk.GetConfig().SetBech32PrefixForValidator(s.prefix+"valoper", s.prefix+"valoperpub")
	sdk.GetConfig().SetBech32PrefixForConsensusNode(s.prefix+"valcons", s.prefix+"valconspub")

	var (
		builder  *runtime.AppBuilder
		cdc      codec.Codec
		registry codectypes.InterfaceRegistry
		txConfig client.TxConfig
	)
	logger := log.NewLogger(os.Stderr, log.LevelOption(2))
	if err := depinject.Inject(
		depinject.Configs(modules(s), depinject.Supply(logger)),
		&builder, &cdc, &registry, &txConfig,
	); err != nil {
		return err
	}
	app := builder.Build(
		dbm.NewMemDB(), nil,
		baseapp.SetChainID(s.chainID),
		// No fee has to be paid, as at the chain of Structs for the messages of the game.
		baseapp.SetMinGasPrices("0"+s.denom),
	)
	if err := app.Load(true); err != nil {
		return err
	}

	config := cmtcfg.DefaultConfig().SetRoot(s.home)
	config.DBBackend = "memdb"
	config.Instrumentation.Prometheus = false
	config.RPC.ListenAddress = "tcp://" + s.rpc
	config.P2P.ListenAddress = "tcp://127.0.0.1:0"
	config.P2P.PexReactor = false
	config.Consensus.TimeoutCommit = s.blockTime
	config.Consensus.TimeoutPropose = time.Second
	cmtcfg.EnsureRoot(s.home)
	if err := os.MkdirAll(filepath.Join(s.home, "data"), 0o700); err != nil {
		return err
	}
	nodeKey, err := p2p.LoadOrGenNodeKey(config.NodeKeyFile())
	if err != nil {
		return err
	}
	key := privval.LoadOrGenFilePV(config.PrivValidatorKeyFile(), config.PrivValidatorStateFile())
	genesis, err := genesisOf(s, app, cdc, key)
	if err != nil {
		return err
	}
	validator, err := node.NewNode(
		config, key, nodeKey,
		proxy.NewLocalClientCreator(server.NewCometABCIWrapper(app)),
		func() (*cmttypes.GenesisDoc, error) { return genesis, nil },
		cmtcfg.DefaultDBProvider,
		node.DefaultMetricsProvider(config.Instrumentation),
		servercmtlog.CometLoggerWrapper{Logger: logger},
	)
	if err != nil {
		return err
	}
	if err := validator.Start(); err != nil {
		return err
	}

	queries := client.Context{}.
		WithCodec(cdc).
		WithInterfaceRegistry(registry).
		WithTxConfig(txConfig).
		WithChainID(s.chainID).
		WithHomeDir(s.home).
		WithClient(local.New(validator))
	rest := serverconfig.DefaultConfig()
	rest.MinGasPrices = "0" + s.denom
	rest.API.Enable = true
	rest.API.Address = "tcp://" + s.rest
	app.RegisterTxService(queries)
	app.RegisterTendermintService(queries)
	app.RegisterNodeService(queries, *rest)
	answers := api.New(queries, logger, nil)
	app.RegisterAPIRoutes(answers, rest.API)
	return answers.Start(context.Background(), *rest)
}

func modules(s settings) depinject.Config {
	order := []string{"staking", "auth", "authz", "bank", "consensus", "vesting"}
	return appconfig.Compose(&appv1alpha1.Config{Modules: []*appv1alpha1.ModuleConfig{
		{Name: "runtime", Config: appconfig.WrapAny(&runtimev1alpha1.Module{
			AppName:       "TollpassChain",
			BeginBlockers: order,
			EndBlockers:   order,
			InitGenesis:   []string{"auth", "bank", "staking", "authz", "consensus", "vesting"},
			OverrideStoreKeys: []*runtimev1alpha1.StoreKeyConfig{
				{ModuleName: "auth", KvStoreKey: "acc"},
			},
		})},
		{Name: "auth", Config: appconfig.WrapAny(&authmodulev1.Module{
			Bech32Prefix: s.prefix,
			ModuleAccountPermissions: []*authmodulev1.ModuleAccountPermission{
				{Account: "fee_collector"},
				{Account: "bonded_tokens_pool", Permissions: []string{"burner", "staking"}},
				{Account: "not_bonded_tokens_pool", Permissions: []string{"burner", "staking"}},
				{Account: "gov", Permissions: []string{"burner"}},
			},
		})},
		{Name: "bank", Config: appconfig.WrapAny(&bankmodulev1.Module{})},
		{Name: "staking", Config: appconfig.WrapAny(&stakingmodulev1.Module{})},
		{Name: "authz", Config: appconfig.WrapAny(&authzmodulev1.Module{})},
		{Name: "vesting", Config: appconfig.WrapAny(&vestingmodulev1.Module{})},
		{Name: "consensus", Config: appconfig.WrapAny(&consensusmodulev1.Module{})},
		{Name: "tx", Config: appconfig.WrapAny(&txconfigv1.Config{})},
	}})
}

// genesisOf makes the first state: the funded accounts, and one bonded validator whose stake nobody
// delegated (the pool holds it).
func genesisOf(s settings, app *runtime.App, cdc codec.Codec, key *privval.FilePV) (*cmttypes.GenesisDoc, error) {
	state := app.DefaultGenesis()
	var accounts []authtypes.GenesisAccount
	var balances []banktypes.Balance
	stake := sdk.NewCoin(s.denom, sdk.DefaultPowerReduction)
	supply := sdk.NewCoins(stake)
	for _, address := range strings.Split(s.funded, ",") {
		if address == "" {
			continue
		}
		account, err := sdk.AccAddressFromBech32(address)
		if err != nil {
			return nil, err
		}
		coins := sdk.NewCoins(sdk.NewInt64Coin(s.denom, 1_000_000_000))
		accounts = append(accounts, authtypes.NewBaseAccountWithAddress(account))
		balances = append(balances, banktypes.Balance{Address: address, Coins: coins})
		supply = supply.Add(coins...)
	}
	state[authtypes.ModuleName] = cdc.MustMarshalJSON(authtypes.NewGenesisState(authtypes.DefaultParams(), accounts))

	public, err := key.GetPubKey()
	if err != nil {
		return nil, err
	}
	sdkKey, err := cryptocodec.FromCmtPubKeyInterface(public)
	if err != nil {
		return nil, err
	}
	packed, err := codectypes.NewAnyWithValue(sdkKey)
	if err != nil {
		return nil, err
	}
	operator := sdk.ValAddress(public.Address())
	shares := sdkmath.LegacyNewDecFromInt(stake.Amount)
	validator := stakingtypes.Validator{
		OperatorAddress:   operator.String(),
		ConsensusPubkey:   packed,
		Status:            stakingtypes.Bonded,
		Tokens:            stake.Amount,
		DelegatorShares:   shares,
		UnbondingTime:     time.Unix(0, 0).UTC(),
		Commission:        stakingtypes.NewCommission(sdkmath.LegacyZeroDec(), sdkmath.LegacyZeroDec(), sdkmath.LegacyZeroDec()),
		MinSelfDelegation: sdkmath.ZeroInt(),
	}
	staking := stakingtypes.DefaultParams()
	staking.BondDenom = s.denom
	delegation := stakingtypes.NewDelegation(sdk.AccAddress(operator).String(), operator.String(), shares)
	state[stakingtypes.ModuleName] = cdc.MustMarshalJSON(stakingtypes.NewGenesisState(
		staking, []stakingtypes.Validator{validator}, []stakingtypes.Delegation{delegation},
	))

	balances = append(balances, banktypes.Balance{
		Address: authtypes.NewModuleAddress(stakingtypes.BondedPoolName).String(),
		Coins:   sdk.NewCoins(stake),
	})
	metadata := banktypes.Metadata{
		Base: s.denom, Display: s.symbol, Name: s.symbol, Symbol: strings.ToUpper(s.symbol),
		DenomUnits: []*banktypes.DenomUnit{{Denom: s.denom, Exponent: 0}, {Denom: s.symbol, Exponent: 6}},
	}
	state[banktypes.ModuleName] = cdc.MustMarshalJSON(banktypes.NewGenesisState(
		banktypes.DefaultParams(), balances, supply, []banktypes.Metadata{metadata}, nil,
	))

	text, err := json.Marshal(state)
	if err != nil {
		return nil, err
	}
	genesis := &cmttypes.GenesisDoc{
		GenesisTime:     time.Now(),
		ChainID:         s.chainID,
		InitialHeight:   1,
		ConsensusParams: cmttypes.DefaultConsensusParams(),
		AppState:        text,
	}
	return genesis, genesis.ValidateAndComplete()
}
