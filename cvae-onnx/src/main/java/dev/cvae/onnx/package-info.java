/**
 * Fitted models as ONNX graphs, for whatever runs them: ONNX Runtime in a dozen languages, DJL, a
 * browser. Users call {@link dev.cvae.onnx.OnnxExport} and nothing else here.
 *
 * <p>Read in this order: {@code ModelGraph}, the three graphs as the model has them: condition,
 * encoder, z, decoder, mean. {@code Layers} are the networks' operations, {@code ConditionInputs}
 * what the condition's fields come in as, {@code Means} the means of the likelihoods, {@code
 * Latents} draws of z, {@code Scalings} the data's units. All are formulas on {@code Value}s,
 * results in a {@code Graph}; the latter alone knows how ONNX is written, {@code Operator} what of
 * it is used.
 */
@NullMarked
package dev.cvae.onnx;

import org.jspecify.annotations.NullMarked;
