/** Whether a stack works: it is used once as a backend, a browser and an operator use it, and asked how it is. */
package hermes.cli.check;
