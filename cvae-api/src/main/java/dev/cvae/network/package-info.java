/**
 * The layers of encoders and decoders, as descriptions: {@link dev.cvae.network.Network} and its
 * kinds; and {@link dev.cvae.network.FieldEncoder}, what a field of the condition may have.
 */
@NullMarked
package dev.cvae.network;

import org.jspecify.annotations.NullMarked;
