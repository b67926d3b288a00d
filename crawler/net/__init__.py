"""What stands between us and the net: guards, manners, rights; Scrapy's middlewares and handlers."""
