"""Where: communes, territories, other places; what is no place though it looks like one."""
