/**
 * What any backend must do, as tests: put this module on a backend's test class path, write {@code
 * class MyBackendContractTest extends BackendContract {}}, and run it.
 *
 * <p>{@link dev.cvae.testkit.BackendContract} holds the claims, by theme. What they hold a backend
 * against is {@link dev.cvae.testkit.Oracle}, the built-in model's objective and its gradient in
 * plain Java and double precision, {@link dev.cvae.testkit.BoundOracle}, the same for any
 * reconstruction loss, prior and bound by forward passes, and {@link dev.cvae.testkit.OracleFit}, a
 * fit with the former.
 */
@NullMarked
package dev.cvae.testkit;

import org.jspecify.annotations.NullMarked;
