"""The paper as the fourth side: did somebody type into CRM and ERP what the order said?

`ordered` makes rows of the orders in force, `links` finds the rows of an export that are theirs, `money` puts prices on
one basis, `lines` matches line by line, `compared` says what differs, `differences` writes it down.
"""
