#pragma once

#include "mechanisms/attend.hpp"

namespace attention {

/// Where local attention looks, and how (Luong et al. 2015, section 3.2).
struct LocalOptions {
  Alignment alignment = Alignment::monotonic;
  std::size_t half_window = 2;     ///< D: positions s with |s - p_t| <= D
  std::size_t first_step = 0;      ///< the step of the first row of the states
  std::size_t first_position = 0;  ///< of the first key, as the predicted centre counts: 0, or 1 as in the article
  LocalReading reading = LocalReading::window;
  Value position_weight = {};  ///< predictive: W_p (a, d_t)
  Value position_v = {};       ///< predictive: v_p (1, a)
};

/// What local attention computed, over T steps.
struct LocalAttention {
  Value scores;                   ///< (T, S)
  std::optional<Value> centres;   ///< (T, 1), predictive: p_t
  std::optional<Value> gaussian;  ///< (T, S), predictive
  Value weights;                  ///< (T, S)
  Value output;                   ///< (T, d): the contexts
};

/// Local attention over states h_t(T, d_t) and encodings(S, d_s).
///
/// Monotonic (local-m): p_t = t; the weights are a softmax over the positions of the window.
///
/// Predictive (local-p): p_t = S sigmoid(v_p . tanh(W_p h_t)), and the weights favour what is near it: a_t(s) =
/// align(h_t, h_s) exp(-(s - p_t)^2 / (2 sigma^2)), sigma = D / 2 (equation 10). The article does not say over which
/// positions `align` normalises, whether the window is cut around p_t (a real number) or around a whole one, nor
/// whether the weights are made to sum to 1 after the Gaussian. The default, `window`, takes its words as they stand: a
/// softmax over |s - p_t| <= D, times the Gaussian, and no more. The others are floor_window (|s - floor(p_t)| <= D),
/// full (softmax over all positions, times the Gaussian), full_then_cut (that, and 0 outside the window) and
/// window_renormalized
/// (`window`, divided by its sum). The window itself is not differentiated.
///
/// `options` may hide padding besides. Throws out_of_range for a half window of 0, whose Gaussian would have no width.
LocalAttention attend_locally(Graph& graph, Value states, Value encodings, const ScoreFunction& function,
                              const LocalOptions& local, const AttendOptions& options = {});

}  // namespace attention
