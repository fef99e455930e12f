/** A stand-in for AWS that answers at once, and the certificate by which it is believed. */
package hermes.benchmarks.aws;
