/** Tests of the DJL backend; each runs once on each engine, which {@code cvae.engine} names. */
@NullMarked
package dev.cvae.djl;

import org.jspecify.annotations.NullMarked;
