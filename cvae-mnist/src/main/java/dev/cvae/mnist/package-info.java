/**
 * Data sets from files: MNIST, which is in the jar, others that can be downloaded, idx files in
 * general, NumPy's arrays, and rows from CSV.
 *
 * <p>Whoever has data to fit calls one of these classes and holds a {@link dev.cvae.data.Dataset}
 * afterwards, or {@link dev.cvae.data.StoredRows} where {@code Idx.open} leaves them in their file;
 * nothing else leaves this package. Read in this order: {@link dev.cvae.mnist.Mnist}, the digits;
 * {@link dev.cvae.mnist.Idx}, their format for any file or folder, over {@code IdxFolder} (which
 * file is which), {@code IdxMapping} (a file in place), {@code IdxHeader} and {@code IdxInput} (a
 * stream that knows where it stands, and believes nothing that it has not seen); {@link
 * dev.cvae.mnist.Csv}, rows of numbers with an optional label column, over {@code CsvReader},
 * {@code CsvRecords} and {@code CsvLabels}; {@link dev.cvae.mnist.Npy} and {@link
 * dev.cvae.mnist.Npz}, over {@code dev.cvae.numpy} of cvae-api. {@link
 * dev.cvae.mnist.FashionMnist}, {@link dev.cvae.mnist.Kmnist} and {@link dev.cvae.mnist.Emnist}
 * download {@code PublishedFiles}, each by a {@code Download}.
 *
 * <p>Files come from anywhere, so a broken one is an {@link dev.cvae.error.InvalidDataException}
 * that names the file, the place and what was expected there. Knows cvae-api and no engine.
 */
@NullMarked
package dev.cvae.mnist;

import org.jspecify.annotations.NullMarked;
