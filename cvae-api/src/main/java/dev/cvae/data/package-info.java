/**
 * Data x with its conditions c, and how it crosses to a backend.
 *
 * <p>Read in this order: {@link dev.cvae.data.Dataset}, rows in memory with their conditions and
 * weights, which is what users hold; {@link dev.cvae.data.DataSource}, the little that a fit asks
 * of data, so that it may also stream from elsewhere; {@link dev.cvae.data.Batches} and {@link
 * dev.cvae.data.Batch}, the pass over it and the buffers that the caller owns. Rows that are not in
 * memory: {@link dev.cvae.data.StoredRows} and {@link dev.cvae.data.RowStream}, over {@code
 * ShuffleWindow}. Knows the conditions, the random streams and the errors.
 */
@NullMarked
package dev.cvae.data;

import org.jspecify.annotations.NullMarked;
