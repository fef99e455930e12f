/** Which libraries lie in the jars: bills of materials against what Maven resolved, and a list of what must not come back. */
package hermes.system.bills;
