/** The library for backend services. */
package hermes.backend;
