"""With whom: public bodies, companies, associations."""
