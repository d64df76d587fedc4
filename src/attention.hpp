#pragma once

/// The whole public interface. Each header stands for itself; what it needs, it includes:
///
/// - names.hpp: every choice and its spelling
/// - error.hpp: Error, the one exception
/// - tensor.hpp: Matrix, the one kind of number container
/// - kernels/: attention that keeps no weights, products and rows, at the speed of the machine
/// - graph/: Graph, the trace of a computation, with values, explanations, gradients and its PyTorch script
/// - mechanisms/: functions that build graphs
/// - text/: tokens and their vectors
/// - scenario/: everything at once, from and to JSON

#include "error.hpp"
#include "graph/explanation.hpp"
#include "graph/graph.hpp"
#include "graph/operations.hpp"
#include "graph/python.hpp"
#include "graph/reported.hpp"
#include "kernels/multi_head.hpp"
#include "kernels/product.hpp"
#include "kernels/rows.hpp"
#include "mechanisms/alignment.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/cost.hpp"
#include "mechanisms/difference.hpp"
#include "mechanisms/layers.hpp"
#include "mechanisms/linear.hpp"
#include "mechanisms/local.hpp"
#include "mechanisms/loss.hpp"
#include "mechanisms/mask.hpp"
#include "mechanisms/memory_network.hpp"
#include "mechanisms/multi_head.hpp"
#include "mechanisms/pointer.hpp"
#include "mechanisms/pooling.hpp"
#include "mechanisms/position.hpp"
#include "mechanisms/recurrent.hpp"
#include "mechanisms/score.hpp"
#include "mechanisms/spread.hpp"
#include "mechanisms/streaming.hpp"
#include "mechanisms/transformer.hpp"
#include "names.hpp"
#include "scenario/link.hpp"
#include "scenario/scenario.hpp"
#include "scenario/stream.hpp"
#include "tensor.hpp"
#include "text/embed.hpp"
#include "text/tokenise.hpp"
