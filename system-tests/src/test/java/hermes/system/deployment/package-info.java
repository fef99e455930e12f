/** What a parameter of the template does to the running stack, and what those need who operate it. */
package hermes.system.deployment;
