/** What a parameter of the template does to the running stack, and whether a check sees what is broken in it. */
package hermes.system.deployment;
