/**
 * The model file: description, weights and provenance in one {@code .safetensors} file, readable
 * from Python as it is.
 *
 * <p>{@link dev.cvae.file.Weights} are read from files of other programs. {@link
 * dev.cvae.file.ModelFile} is what goes in and comes out, and {@link dev.cvae.file.Checkpoint} one
 * with a fit on its way in it; {@code SafeTensors} knows the bytes, {@code DescriptionJson} and
 * {@code ProvenanceJson} the metadata, {@code Json} the syntax, and {@code AtomicWrite} how a file
 * replaces another so that a crash leaves the old one or the new one. {@link
 * dev.cvae.file.ExportFolder} is where exporters write.
 */
@NullMarked
package dev.cvae.file;

import org.jspecify.annotations.NullMarked;
