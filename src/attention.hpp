#pragma once

/// The whole public interface.
///
///   names.hpp        every choice and its spelling
///   error.hpp        Error, the one exception
///   tensor.hpp       Matrix, the one kind of number container
///   graph/           Graph: the trace of a computation; values, explanations, gradients
///   mechanisms/      functions that build graphs: masks, scores, key-value attention, multi-head, recurrent cells,
///   pointer text/            tokens and their vectors scenario/        everything at once, from and to JSON

#include "error.hpp"
#include "graph/explanation.hpp"
#include "graph/graph.hpp"
#include "graph/operations.hpp"
#include "mechanisms/attend.hpp"
#include "mechanisms/mask.hpp"
#include "mechanisms/multi_head.hpp"
#include "mechanisms/pointer.hpp"
#include "mechanisms/recurrent.hpp"
#include "mechanisms/score.hpp"
#include "names.hpp"
#include "scenario/link.hpp"
#include "scenario/scenario.hpp"
#include "tensor.hpp"
#include "text/embed.hpp"
#include "text/tokenise.hpp"
