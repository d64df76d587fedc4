#include <array>

#include "scenario/builder.hpp"

namespace attention {

namespace {

/// In the order of the mechanisms.
constexpr std::array<Build, names<Mechanism>.size()> builders{
    build_soft,             // soft
    build_projected,        // key_value
    build_projected,        // self_attention
    build_projected,        // cross_attention
    build_multi_head,       // multi_head
    build_projected,        // masked
    build_pointer,          // pointer
    build_bahdanau,         // bahdanau
    build_luong,            // luong
    build_luong,            // local
    build_encoder_decoder,  // encoder_decoder
    build_pooling,          // pooling
    build_hierarchical,     // hierarchical
    build_memory,           // memory
    build_encoder,          // encoder
    build_decoder,          // decoder
    build_linear,           // linear
    build_streaming,        // streaming
};

}  // namespace

Run run(const Scenario& scenario) { return run_with(scenario, builders[static_cast<std::size_t>(scenario.mechanism)]); }

Run run_with(const Scenario& scenario, Build build_mechanism) {
  if (scenario.tokens.empty()) throw Error(ErrorCode::empty, "tokens: there must be at least one token", "tokens");
  require_memory(scenario);
  Run result;
  Builder build(scenario, result);
  build_mechanism(build);
  build.finish();
  return result;
}

}  // namespace attention
