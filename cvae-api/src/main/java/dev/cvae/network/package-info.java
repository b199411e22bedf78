/**
 * The hidden layers of encoders and decoders, as descriptions: {@link dev.cvae.network.Network} and
 * its kinds.
 */
@NullMarked
package dev.cvae.network;

import org.jspecify.annotations.NullMarked;
