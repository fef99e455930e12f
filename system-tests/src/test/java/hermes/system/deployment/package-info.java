/** What a parameter of the template does to the running stack. */
package hermes.system.deployment;
