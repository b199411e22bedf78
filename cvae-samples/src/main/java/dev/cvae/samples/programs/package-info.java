/**
 * Short programs, one idea each, to read and to copy from: {@link
 * dev.cvae.samples.programs.PlainVae}, {@link dev.cvae.samples.programs.MseLoss}, {@link
 * dev.cvae.samples.programs.Likelihoods}, {@link dev.cvae.samples.programs.LatentSweep}, {@link
 * dev.cvae.samples.programs.OnMxnet}, {@link dev.cvae.samples.programs.FromDisk}, {@link
 * dev.cvae.samples.programs.OwnNetworks}, {@link dev.cvae.samples.programs.ManyThreads}, {@link
 * dev.cvae.samples.programs.Anomalies}, {@link dev.cvae.samples.programs.Inpainting}. Each runs in
 * seconds, on so little data that its pictures are rough.
 */
@NullMarked
package dev.cvae.samples.programs;

import org.jspecify.annotations.NullMarked;
